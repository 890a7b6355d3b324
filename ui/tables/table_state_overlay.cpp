#include "ui/tables/table_state_overlay.h"

#include "models/paged_model.h"
#include "ui/text/wrapped_label.h"
#include "ui/theme/meaning.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QIcon>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace movr {

namespace {

constexpr int iconSize = 32;

} // namespace

TableStateOverlay::TableStateOverlay(PagedModel *model, QAbstractScrollArea *area)
    : QWidget(area->viewport()), m_model(model), m_icon(new QLabel(this)), m_headline(new WrappedLabel(this)),
      m_explanation(new WrappedLabel(this)), m_busy(new QProgressBar(this)), m_button(new QPushButton(this)),
      m_rowsName(tr("rows"))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_headline->setObjectName(QStringLiteral("headline"));
    m_explanation->setObjectName(QStringLiteral("explanation"));
    m_button->setObjectName(QStringLiteral("button"));
    m_busy->setObjectName(QStringLiteral("busy"));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedSize(220, 6);
    m_busy->setAccessibleName(tr("Loading"));
    QFont font = m_headline->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    m_headline->setFont(font);
    m_icon->setAlignment(Qt::AlignCenter);
    for (QLabel *label : {m_headline, m_explanation}) {
        label->setAlignment(Qt::AlignCenter);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(40, 24, 40, 24);
    layout->setSpacing(10);
    layout->addStretch(2);
    layout->addWidget(m_icon);
    layout->addWidget(m_headline);
    layout->addWidget(m_explanation);
    layout->addWidget(m_busy, 0, Qt::AlignHCenter);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(3);

    area->viewport()->installEventFilter(this);
    m_delay.setSingleShot(true);
    m_delay.setInterval(120);
    connect(&m_delay, &QTimer::timeout, this, &TableStateOverlay::showLoading);
    connect(model, &PagedModel::stateChanged, this, &TableStateOverlay::showState);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (const auto pressed = m_pressed)
            (this->*pressed)();
    });
    showState();
}

void TableStateOverlay::setFilterText(const QString &text)
{
    m_filterText = text;
    showState();
}

void TableStateOverlay::setLabels(const RegionLabels &labels)
{
    m_labels = labels;
    showState();
}

void TableStateOverlay::setRowsName(const QString &name)
{
    m_rowsName = name;
    showState();
}

void TableStateOverlay::setQuestion(const QString &headline, const QString &explanation, const QString &goOn)
{
    m_question = headline;
    m_questionText = explanation;
    m_goOn = goOn;
    showState();
}

void TableStateOverlay::setButton(const QString &text, const QString &tooltip,
                                  void (TableStateOverlay::*signal)())
{
    m_pressed = signal;
    m_button->setText(text);
    m_button->setToolTip(tooltip);
    m_button->setAccessibleName(QString(text).remove(u'&'));
    m_button->show();
}

void TableStateOverlay::showState()
{
    const LoadState state = m_model->state();
    if (state == LoadState::Loading) {
        if (isVisibleTo(parentWidget()))
            showLoading();
        else if (!m_delay.isActive())
            m_delay.start();
        return;
    }
    m_delay.stop();
    if (state == LoadState::Empty)
        showEmpty();
    else if (state == LoadState::Failed)
        showFailed();
    else if (state == LoadState::Idle && !m_question.isEmpty())
        showQuestion();
    else
        hide();
}

void TableStateOverlay::setTexts(const QString &headline, const QString &explanation)
{
    m_headline->setText(headline);
    m_explanation->setText(explanation);
    m_explanation->setVisible(!explanation.isEmpty());
    setAccessibleName(headline);
    setAccessibleDescription(explanation);
    setGeometry(parentWidget()->rect());
    raise();
    show();
}

void TableStateOverlay::setIcon(const QString &name)
{
    const QIcon icon = QIcon::fromTheme(name);
    m_icon->setVisible(!icon.isNull());
    m_icon->setPixmap(icon.pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
}

void TableStateOverlay::showLoading()
{
    m_icon->hide();
    m_headline->setPalette({});
    m_busy->show();
    setButton(tr("&Cancel"), tr("Ends the request at the server."), &TableStateOverlay::cancelWanted);
    setTexts(tr("Loading %1…").arg(m_rowsName), {});
}

void TableStateOverlay::showQuestion()
{
    setIcon(QStringLiteral("dialog-question"));
    m_headline->setPalette({});
    m_busy->hide();
    setButton(m_goOn, {}, &TableStateOverlay::goOnWanted);
    setTexts(m_question, m_questionText);
}

void TableStateOverlay::showEmpty()
{
    setIcon(QStringLiteral("edit-find"));
    m_headline->setPalette({});
    m_busy->hide();
    setButton(tr("Clear fi&lters"), tr("Shows %1 again without any filter.").arg(m_rowsName),
              &TableStateOverlay::clearFiltersWanted);
    m_button->setVisible(!m_filterText.isEmpty());
    const QString headline = tr("No %1").arg(m_rowsName);
    if (!m_model->gaps().isEmpty())
        setTexts(headline, tr("None were found in the regions that answered."));
    else if (m_filterText.isEmpty())
        setTexts(headline, tr("There are none in the chosen region and city."));
    else
        setTexts(headline, tr("None match the filter: %1.").arg(m_filterText));
}

void TableStateOverlay::showFailed()
{
    setIcon(QStringLiteral("data-error"));
    QPalette colours;
    colours.setColor(m_headline->foregroundRole(), meaningColor(Meaning::Bad, palette()));
    m_headline->setPalette(colours);
    m_busy->hide();
    setButton(tr("&Retry"), tr("Asks for %1 again.").arg(m_rowsName), &TableStateOverlay::retryWanted);
    const auto &failure = m_model->failure();
    setTexts(tr("The %1 could not be read").arg(m_rowsName),
             failure ? m_labels.withNamesIn(failure->sentence) : QString());
    m_explanation->setToolTip(failure ? failure->detail : QString());
}

bool TableStateOverlay::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == parentWidget())
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void TableStateOverlay::moveEvent(QMoveEvent *)
{
    // A viewport that scrolls takes its children along; this one stays.
    if (!pos().isNull())
        move(0, 0);
}

void TableStateOverlay::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_model->state() != LoadState::Loading)
        showState();
}

} // namespace movr

#include "ui/tables/table_notice.h"

#include "models/paged_model.h"
#include "models/presentation/city_time.h"
#include "models/presentation/words.h"
#include "ui/text/wrapped_label.h"
#include "ui/theme/meaning.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>

namespace movr {

TableNotice::TableNotice(PagedModel *model, QWidget *parent)
    : QFrame(parent), m_model(model), m_icon(new QLabel(this)), m_label(new WrappedLabel(this)),
      m_retry(new QPushButton(tr("Re&try"), this))
{
    setAutoFillBackground(true);
    m_icon->setPixmap(QIcon::fromTheme(QStringLiteral("data-warning")).pixmap(16));
    m_label->setObjectName(QStringLiteral("noticeText"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_retry->setToolTip(tr("Asks for these rows again."));
    m_retry->setAccessibleName(tr("Retry"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 6, 4);
    layout->addWidget(m_icon);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_retry);

    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &TableNotice::showState);
    connect(m_retry, &QPushButton::clicked, this, &TableNotice::retryWanted);
    connect(model, &PagedModel::stateChanged, this, &TableNotice::showState);
    setColours();
    showState();
}

QString TableNotice::text() const
{
    return m_label->text();
}

void TableNotice::setLabels(const RegionLabels &labels)
{
    m_labels = labels;
    showState();
}

void TableNotice::showState()
{
    const bool stale = m_model->state() == LoadState::Stale;
    const QString text = stale ? staleText() : gapsText();
    m_label->setText(text);
    m_label->setToolTip(stale && m_model->failure() ? m_model->failure()->detail : QString());
    m_retry->setEnabled(!m_model->isLoading());
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    stale ? m_clock.start() : m_clock.stop();
}

QString TableNotice::staleText() const
{
    using namespace std::chrono;
    const milliseconds age(m_model->answeredAt().msecsTo(QDateTime::currentDateTimeUtc()));
    const QString rows = tr("Last known rows, %1 old.").arg(spanText(age));
    return m_model->failure() ? tr("%1 %2").arg(rows, m_labels.withNamesIn(m_model->failure()->sentence))
                              : rows;
}

QString TableNotice::gapsText() const
{
    const LoadState state = m_model->state();
    if (state != LoadState::Ready && state != LoadState::Empty)
        return {};
    QStringList sentences;
    for (const PageGap &gap : m_model->gaps()) {
        QStringList cities;
        for (const QString &city : gap.cities)
            cities.append(words::city(city));
        sentences.append(
            cities.isEmpty()
                ? tr("%1 does not answer: its rows are missing.").arg(m_labels.withName(gap.region))
                : tr("%1 does not answer: %2 are missing.")
                      .arg(m_labels.withName(gap.region), cities.join(tr(", "))));
    }
    return sentences.join(u' ');
}

void TableNotice::setColours()
{
    QPalette colours = palette();
    colours.setColor(QPalette::Window, meaningBackground(m_meaning, colours));
    if (colours != palette())
        setPalette(colours);
}

void TableNotice::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange)
        setColours();
}

} // namespace movr

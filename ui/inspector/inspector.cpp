#include "ui/inspector/inspector.h"

#include "models/presentation/words.h"
#include "ui/inspector/link_button.h"
#include "ui/inspector/link_target.h"
#include "ui/text/wrapped_label.h"
#include "ui/theme/meaning.h"

#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QUuid>
#include <QVBoxLayout>

#include <algorithm>

namespace movr {

namespace {

void setTextColour(QLabel *label, Meaning meaning)
{
    QPalette colours = label->palette();
    colours.setColor(QPalette::WindowText, meaningColor(meaning, colours));
    label->setPalette(colours);
}

} // namespace

Inspector::Inspector(QWidget *parent)
    : QWidget(parent), m_kind(new QLabel(this)), m_name(new WrappedLabel(this)),
      m_nothing(new WrappedLabel(hint(), this)),
      m_lost(new WrappedLabel(
          tr("No longer in this table: it was changed and does not match any more, or it was "
             "deleted. This is what was last known."),
          this)),
      m_copyId(new QToolButton(this)), m_area(new QScrollArea(this))
{
    setAccessibleName(tr("Inspector"));
    // A label and beside it a time in one line or an id in two; longer texts wrap.
    setMinimumWidth(fontMetrics().averageCharWidth() * 42);
    QFont font = m_name->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setBold(true);
    m_name->setFont(font);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_lost->setObjectName(QStringLiteral("lostNote"));
    m_lost->setTextFormat(Qt::PlainText);
    m_lost->hide();
    setTextColour(m_lost, Meaning::Warning);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_copyId->setText(tr("Copy &id"));
    m_copyId->setIcon(QIcon::fromTheme(QStringLiteral("edit-copy")));
    m_copyId->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copyId->setToolTip(tr("Copies the whole id to the clipboard."));
    m_copyId->setAccessibleName(tr("Copy id"));
    m_copyId->setFocusPolicy(Qt::StrongFocus);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setAccessibleName(tr("Details"));

    auto *head = new QGridLayout;
    head->addWidget(m_kind, 0, 0);
    head->addWidget(m_copyId, 0, 1, Qt::AlignTop);
    head->addWidget(m_name, 1, 0, 1, 2);
    head->setColumnStretch(0, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 8, 8);
    layout->addLayout(head);
    layout->addWidget(m_lost);
    layout->addWidget(m_nothing, 1);
    layout->addWidget(m_area, 1);

    connect(m_copyId, &QToolButton::clicked, this, [this] {
        if (m_inspection)
            QGuiApplication::clipboard()->setText(words::fullId(m_inspection->id.id));
    });
    showInspection({});
}

QString Inspector::hint()
{
    return tr("Select a row to see everything about it here.");
}

void Inspector::setSeveral(int rows)
{
    setSelection({}, m_catalog);
    m_nothing->setText(tr("%L1 rows selected.\n\nSelect one row to see everything about it here.").arg(rows));
}

void Inspector::setLost(const Selection &last, const Catalog &catalog)
{
    setSelection(last, catalog);
    m_lost->show();
}

void Inspector::setSelection(const Selection &selection, const Catalog &catalog)
{
    m_lost->hide();
    m_nothing->setText(hint());
    if (selection == m_selection && catalog == m_catalog)
        return; // a refresh that changed nothing leaves focus and selected text alone
    m_selection = selection;
    m_catalog = catalog;
    showInspection(std::visit(
        [this, &catalog](const auto &row) -> std::optional<Inspection> {
            if constexpr (std::is_same_v<std::decay_t<decltype(row)>, std::monostate>)
                return {};
            else
                return inspect(row, catalog, m_labels);
        },
        m_selection));
}

void Inspector::showInspection(const std::optional<Inspection> &inspection)
{
    const bool sameRow = inspection && m_inspection && inspection->id == m_inspection->id;
    const int position = sameRow ? m_area->verticalScrollBar()->value() : 0;
    m_inspection = inspection;
    for (QWidget *widget : {static_cast<QWidget *>(m_kind), static_cast<QWidget *>(m_name),
                            static_cast<QWidget *>(m_copyId), static_cast<QWidget *>(m_area)})
        widget->setVisible(inspection.has_value());
    m_nothing->setVisible(!inspection);
    showLines();
    m_area->verticalScrollBar()->setValue(position);
}

void Inspector::showLines()
{
    if (!m_inspection)
        return; // hidden; the next row of the kind finds its widgets
    m_kind->setText(m_inspection->title);
    m_name->setText(m_inspection->name);
    // Making and laying out some thirty widgets takes longer than a frame; another row of the kind needs none.
    if (!fits(m_inspection->lines))
        buildLines();
    for (qsizetype row = 0; row < m_values.size(); ++row)
        fillLine(row);
}

bool Inspector::fits(const QList<InspectionLine> &lines) const
{
    return std::equal(lines.begin(), lines.end(), m_built.begin(), m_built.end(),
                      [](const InspectionLine &one, const InspectionLine &other) {
                          return one.label == other.label && one.copyable == other.copyable
                              && one.link.has_value() == other.link.has_value();
                      });
}

void Inspector::buildLines()
{
    m_built = m_inspection->lines;
    m_values.clear();
    auto *page = new QWidget;
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(0, 6, 4, 6);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    for (qsizetype row = 0; row < m_built.size(); ++row)
        addLine(grid, row);
    grid->setRowStretch(grid->rowCount(), 1);
    m_area->setWidget(page); // deletes the former one
    m_area->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
}

void Inspector::addLine(QGridLayout *grid, qsizetype row)
{
    const InspectionLine &line = m_built[row];
    auto *label = new QLabel(line.label);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setTextFormat(Qt::PlainText);
    label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred); // the room is the values'
    setTextColour(label, Meaning::Muted);
    QWidget *value = line.link ? linkButton(row) : valueLabel();
    m_values.append(value);
    const int at = grid->rowCount();
    grid->addWidget(label, at, 0, Qt::AlignTop | Qt::AlignLeft);
    // A link is as wide as its text and must not hold its column to that; without a button there is more room.
    grid->addWidget(value, at, 1, 1, line.copyable ? 1 : 2,
                    line.link ? Qt::AlignLeft | Qt::AlignTop : Qt::Alignment());
    if (line.copyable)
        grid->addWidget(copyButton(row), at, 2, Qt::AlignTop);
}

/// "c72ee93b-aa2d-42cc-" and "af95-bcf31fe36843": breaks after the third dash and nowhere else.
QString Inspector::inTwoLines(QString id)
{
    const qsizetype third = id.indexOf(u'-', id.indexOf(u'-', id.indexOf(u'-') + 1) + 1);
    const QString first = id.left(third + 1);
    const QString second = id.mid(third + 1);
    return first + u'\n' + second;
}

void Inspector::fillLine(qsizetype row)
{
    const InspectionLine &line = m_inspection->lines[row];
    QWidget *widget = m_values[row];
    widget->setAccessibleName(tr("%1: %2").arg(line.label, line.value));
    if (auto *button = qobject_cast<LinkButton *>(widget)) {
        button->setText(line.value);
        return;
    }
    auto *value = qobject_cast<QLabel *>(widget);
    // An id is longer than the line: in two, whatever its digits. What is broken so is copied by its button only.
    const bool id = !QUuid::fromString(line.value).isNull();
    value->setText(id ? inTwoLines(line.value) : line.value);
    value->setTextInteractionFlags(id ? Qt::NoTextInteraction : Qt::TextSelectableByMouse);
    if (line.meaning != Meaning::Neutral)
        setTextColour(value, line.meaning);
    else if (value->testAttribute(Qt::WA_SetPalette))
        value->setPalette({});
}

QLabel *Inspector::valueLabel()
{
    auto *value = new WrappedLabel;
    value->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    value->setTextFormat(Qt::PlainText);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return value;
}

QWidget *Inspector::linkButton(qsizetype row)
{
    auto *button = new LinkButton(QString());
    button->setToolTip(tr("Shows this in its table."));
    connect(button, &LinkButton::clicked, this, [this, row] {
        // Queued: following a link may change the selection, and with it delete this button.
        QMetaObject::invokeMethod(
            this, [this, link = *m_inspection->lines[row].link] { Q_EMIT linkActivated(linkTarget(link)); },
            Qt::QueuedConnection);
    });
    return button;
}

QToolButton *Inspector::copyButton(qsizetype row)
{
    auto *button = new QToolButton;
    button->setAutoRaise(true);
    button->setIcon(QIcon::fromTheme(QStringLiteral("edit-copy")));
    button->setIconSize({16, 16});
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(tr("Copy %1").arg(m_built[row].label));
    button->setToolTip(tr("Copies this text to the clipboard."));
    connect(button, &QToolButton::clicked, this,
            [this, row] { QGuiApplication::clipboard()->setText(m_inspection->lines[row].value); });
    return button;
}

void Inspector::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    setTextColour(m_lost, Meaning::Warning);
    m_built.clear(); // colours by meaning are worked out anew
    m_values.clear();
    showLines();
}

} // namespace movr

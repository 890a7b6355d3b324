#include "ui/placement/placement_head.h"

#include "models/placement/hidden_parts.h"
#include "models/presentation/city_time.h"
#include "ui/placement/mark_shape.h"
#include "ui/text/selectable_text.h"
#include "ui/theme/meaning.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace movr {

namespace {

/// What the first line says of the whole.
PlacementState overall(const Placement &placement)
{
    const PlacementState state = placement.isComplete() ? PlacementState::Right : PlacementState::Unknown;
    for (const Finding &finding : placement.findings)
        if (finding.severity == FindingSeverity::Error)
            return PlacementState::Misplaced;
    for (const Finding &finding : placement.findings)
        if (finding.severity == FindingSeverity::Warning)
            return PlacementState::Lagging;
    return state;
}

/// Notes alone leave everything where it should be.
QString wholeText(PlacementState state, qsizetype findings)
{
    if (state == PlacementState::Misplaced || state == PlacementState::Lagging)
        return findings == 1 ? PlacementHead::tr("One finding")
                             : PlacementHead::tr("%1 findings").arg(findings);
    const QString well = state == PlacementState::Right
                           ? PlacementHead::tr("Everything is where it should be")
                           : PlacementHead::tr("No findings in what could be read");
    if (findings == 0)
        return well;
    return findings == 1 ? PlacementHead::tr("%1, one note").arg(well)
                         : PlacementHead::tr("%1, %2 notes").arg(well).arg(findings);
}

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

PlacementHead::PlacementHead(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(plainLabel(this)), m_findings(new QPushButton(this)),
      m_busy(new QProgressBar(this)), m_age(plainLabel(this)), m_strip(new QFrame(this)),
      m_notice(selectableText(m_strip)), m_retry(new QPushButton(tr("Re&try"), m_strip))
{
    QFont bold = m_text->font();
    bold.setBold(true);
    m_text->setFont(bold);
    m_text->setObjectName(QStringLiteral("placementText"));
    m_age->setObjectName(QStringLiteral("placementAge"));
    m_age->setForegroundRole(QPalette::PlaceholderText);
    m_notice->setObjectName(QStringLiteral("placementNotice"));
    m_findings->setFlat(true);
    m_findings->setToolTip(tr("Shows what is not as declared, with the evidence."));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedSize(90, 5);
    m_busy->setAccessibleName(tr("Reading"));
    m_retry->setAccessibleName(tr("Retry"));
    m_retry->setToolTip(tr("Reads the placement of every region again."));

    auto *line = new QHBoxLayout;
    line->setContentsMargins(10, 4, 10, 4);
    line->setSpacing(8);
    line->addWidget(m_icon);
    line->addWidget(m_text);
    line->addWidget(m_findings);
    line->addStretch(1);
    line->addWidget(m_busy);
    line->addWidget(m_age);
    auto *icon = new QLabel(m_strip);
    icon->setPixmap(QIcon::fromTheme(QStringLiteral("data-warning")).pixmap(16));
    auto *strip = new QHBoxLayout(m_strip);
    strip->setContentsMargins(10, 4, 6, 4);
    strip->addWidget(icon);
    strip->addWidget(m_notice, 1);
    strip->addWidget(m_retry);
    m_strip->setAutoFillBackground(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_strip);

    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &PlacementHead::showAge);
    connect(m_findings, &QPushButton::clicked, this, &PlacementHead::findingsWanted);
    connect(m_retry, &QPushButton::clicked, this, &PlacementHead::retryWanted);
    setReading(false, false);
    setColours();
    showState();
}

QString PlacementHead::text() const
{
    return m_text->text();
}

QString PlacementHead::notice() const
{
    return m_strip->isVisibleTo(this) ? m_notice->text() : QString();
}

void PlacementHead::setPlacement(const Placement &placement, const Surroundings &around,
                                 std::chrono::milliseconds took)
{
    m_placement = placement;
    m_around = around;
    m_took = took;
    m_failure.reset();
    m_clock.start();
    showState();
}

void PlacementHead::setStale(const Failure &failure)
{
    m_failure = failure;
    showState();
}

void PlacementHead::setReading(bool reading, bool exact)
{
    m_busy->setVisible(reading);
    m_busy->setToolTip(exact ? tr("Counting every row at its home") : tr("Reading"));
    m_retry->setEnabled(!reading);
}

QString PlacementHead::gapsText() const
{
    QStringList sentences;
    for (const RegionReading &reading : m_placement.regions) {
        if (!reading.read)
            sentences.append(tr("%1 could not be read, what it holds is marked as not known. %2")
                                 .arg(m_around.label(reading.region), reading.failure.sentence));
        if (!reading.hidden.isEmpty())
            sentences.append(hiddenSentence(reading.hidden, m_around.label(reading.region)));
    }
    return sentences.join(u' ');
}

QString PlacementHead::gapsDetail() const
{
    QStringList lines;
    for (const RegionReading &reading : m_placement.regions)
        if (!reading.hidden.isEmpty())
            lines.append(hiddenDetail(reading.hidden));
    return lines.join(u'\n');
}

void PlacementHead::showState()
{
    const auto findings = m_placement.findings.size();
    const PlacementState state = overall(m_placement);
    m_icon->setPixmap(markIcon(state, palette(), devicePixelRatioF()).pixmap(16, 16));
    m_text->setText(wholeText(state, findings));
    m_findings->setVisible(findings > 0);
    m_findings->setText(tr("Sh&ow"));
    m_findings->setAccessibleName(tr("Show the findings"));
    showAge();
}

void PlacementHead::showAge()
{
    using namespace std::chrono;
    const bool known = m_placement.readAt.isValid();
    const milliseconds age(known ? m_placement.readAt.msecsTo(QDateTime::currentDateTimeUtc()) : 0);
    const auto all = m_placement.regions.size();
    const auto read = all - m_placement.unread().size();
    m_age->setText(
        known
            ? tr("%1 of %2 regions read %3, in %4").arg(read).arg(all).arg(ageText(age), durationText(m_took))
            : QString());
    const QString notice = m_failure
                             ? tr("Last known placement, %1 old. %2").arg(spanText(age), m_failure->sentence)
                             : gapsText();
    m_notice->setText(notice);
    m_notice->setToolTip(m_failure ? m_failure->detail : gapsDetail());
    m_strip->setVisible(!notice.isEmpty());
    m_strip->setAccessibleName(notice);
}

void PlacementHead::setColours()
{
    QPalette colours = palette();
    colours.setColor(QPalette::Window, meaningBackground(Meaning::Warning, colours));
    if (m_strip->palette() != colours)
        m_strip->setPalette(colours);
}

void PlacementHead::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() != QEvent::ApplicationPaletteChange && event->type() != QEvent::PaletteChange)
        return;
    setColours();
    showState();
}

} // namespace movr

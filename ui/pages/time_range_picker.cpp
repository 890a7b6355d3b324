#include "ui/pages/time_range_picker.h"

#include "models/presentation/city_time.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QTimer>

#include <algorithm>

namespace movr {

namespace {

using Kind = TimeRange::Kind;
constexpr int anyTime = -1;
constexpr int typingRest = 400; // ms

QString keyOf(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

TimeRangePicker::TimeRangePicker(QWidget *parent)
    : QWidget(parent), m_kind(new QComboBox(this)), m_from(new QDateTimeEdit(this)),
      m_to(new QDateTimeEdit(this))
{
    m_kind->addItem(tr("Any time"), anyTime);
    m_kind->addItem(tr("Last hour"), int(Kind::LastHour));
    m_kind->addItem(tr("Today in the city"), int(Kind::TodayInCity));
    m_kind->addItem(tr("Between…"), int(Kind::Between));
    m_kind->setToolTip(tr("Shows only what began in this time."));
    m_kind->setAccessibleName(tr("Time range"));
    m_from->setAccessibleName(tr("From, in UTC"));
    m_to->setAccessibleName(tr("To, in UTC"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(m_kind);
    auto *rest = new QTimer(this);
    rest->setSingleShot(true);
    rest->setInterval(typingRest);
    connect(rest, &QTimer::timeout, this, &TimeRangePicker::changed);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (QDateTimeEdit *edit : {m_from, m_to}) {
        edit->setTimeSpec(Qt::UTC);
        edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"));
        edit->setCalendarPopup(true);
        edit->setDateTime(QDateTime(now.date(), QTime(now.time().hour(), 0), Qt::UTC)
                              .addSecs(edit == m_from ? -24 * 3600 : 3600));
        layout->addWidget(edit);
        connect(edit, &QDateTimeEdit::dateTimeChanged, rest, qOverload<>(&QTimer::start));
    }
    setFocusProxy(m_kind);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        showEdits();
        Q_EMIT changed();
    });
    showEdits();
}

void TimeRangePicker::showEdits()
{
    const bool between = m_kind->currentData().toInt() == int(Kind::Between);
    m_from->setVisible(between);
    m_to->setVisible(between);
}

std::optional<TimeRange> TimeRangePicker::range() const
{
    const int kind = m_kind->currentData().toInt();
    if (kind == anyTime)
        return {};
    TimeRange range{Kind(kind), {}, {}};
    if (range.kind == Kind::Between) {
        // Whichever way round they were typed.
        range.from = std::min(m_from->dateTime(), m_to->dateTime()).toUTC();
        range.to = std::max(m_from->dateTime(), m_to->dateTime()).toUTC();
    }
    return range;
}

void TimeRangePicker::setRange(const std::optional<TimeRange> &range)
{
    const QSignalBlocker quiet(m_kind);
    const QSignalBlocker quietFrom(m_from);
    const QSignalBlocker quietTo(m_to);
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(range ? int(range->kind) : anyTime)));
    if (range && range->from.isValid())
        m_from->setDateTime(range->from);
    if (range && range->to.isValid())
        m_to->setDateTime(range->to);
    showEdits();
}

QString TimeRangePicker::text(const TimeRange &range)
{
    switch (range.kind) {
    case Kind::LastHour:
        return tr("in the last hour");
    case Kind::TodayInCity:
        return tr("today in the city");
    case Kind::Between:
        break;
    }
    return tr("from %1 to %2").arg(CityTime::utcText(range.from), CityTime::utcText(range.to));
}

QVariantMap TimeRangePicker::save(const std::optional<TimeRange> &range)
{
    if (!range)
        return {};
    return {{keyOf("kind"), int(range->kind)}, {keyOf("from"), range->from}, {keyOf("to"), range->to}};
}

std::optional<TimeRange> TimeRangePicker::restore(const QVariantMap &values)
{
    bool known = false;
    const int kind = values.value(keyOf("kind")).toInt(&known);
    if (!known || kind < int(Kind::LastHour) || kind > int(Kind::Between))
        return {};
    return TimeRange{Kind(kind), values.value(keyOf("from")).toDateTime().toUTC(),
                     values.value(keyOf("to")).toDateTime().toUTC()};
}

} // namespace movr

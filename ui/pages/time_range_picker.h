#pragma once

#include "db/movr/pages.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QDateTimeEdit;

namespace movr {

/// Chooses when something began: any time, the last hour, today in the city, or between two times, which are in UTC
/// and say so.
class TimeRangePicker : public QWidget
{
    Q_OBJECT

public:
    explicit TimeRangePicker(QWidget *parent = nullptr);

    std::optional<TimeRange> range() const;
    void setRange(const std::optional<TimeRange> &range);

    /// "in the last hour", "from 2026-11-23 08:00 to 2026-11-23 09:00 UTC".
    static QString text(const TimeRange &range);
    /// For the settings.
    static QVariantMap save(const std::optional<TimeRange> &range);
    static std::optional<TimeRange> restore(const QVariantMap &values);

Q_SIGNALS:
    void changed();

private:
    void showEdits();

    QComboBox *m_kind;
    QDateTimeEdit *m_from;
    QDateTimeEdit *m_to;
};

} // namespace movr

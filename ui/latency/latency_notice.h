#pragma once

#include "models/meaning.h"

#include <QFrame>
#include <QTimeZone>

class QLabel;

namespace movr {

class LatencyHistory;
class RegionLabels;
struct LatencyDoubts;
struct LatencyScene;

/// The strip above the chart: what the figures lack, the most serious first. Hidden while there is nothing to say.
class LatencyNotice : public QFrame
{
    Q_OBJECT

public:
    explicit LatencyNotice(QWidget *parent);

    /// `history`: nullptr for none.
    void tell(const LatencyDoubts &doubts, const LatencyHistory *history, const LatencyScene &scene,
              const RegionLabels &labels, const QTimeZone &zone);
    void clear() { say({}, Meaning::Info); }
    QString text() const;
    /// In its parent's palette, when that is another.
    void recolour();

private:
    void say(const QStringList &sentences, Meaning meaning);

    QLabel *m_text;
    Meaning m_meaning = Meaning::Info;
};

} // namespace movr

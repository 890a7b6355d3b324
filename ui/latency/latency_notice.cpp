#include "ui/latency/latency_notice.h"

#include "db/history/latency_history.h"
#include "models/latency/latency_scene.h"
#include "models/presentation/city_time.h"
#include "models/presentation/region_labels.h"
#include "ui/latency/latency_reader.h"
#include "ui/text/wrapped_label.h"
#include "ui/theme/meaning.h"

#include <QHBoxLayout>

namespace movr {

LatencyNotice::LatencyNotice(QWidget *parent) : QFrame(parent), m_text(new WrappedLabel(this))
{
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("notice"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setAccessibleName(tr("About these figures"));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(12, 5, 12, 5);
    line->addWidget(m_text);
}

void LatencyNotice::tell(const LatencyDoubts &doubts, const LatencyHistory *history,
                         const LatencyScene &scene, const RegionLabels &labels, const QTimeZone &zone)
{
    QStringList sentences;
    Meaning meaning = Meaning::Info;
    if (doubts.age) {
        meaning = Meaning::Warning;
        sentences.append(tr("These figures are %1 old.").arg(spanText(*doubts.age)));
        if (doubts.failure)
            sentences.append(labels.in(doubts.failure->sentence));
    }
    if (doubts.pausedAt.isValid())
        sentences.append(tr("Paused: the chart stands at %1. Recording goes on.")
                             .arg(doubts.pausedAt.toTimeZone(zone).toString(QStringLiteral("HH:mm:ss t"))));
    if (history) {
        const HistoryStatus status = history->status();
        if (status.state == HistoryStatus::State::MemoryOnly) {
            meaning = Meaning::Warning;
            sentences.append(tr("The history is not kept on this desk now; recording goes on in memory. %1")
                                 .arg(status.sentence));
            if (status.forgotten > 0)
                sentences.append(tr("%L1 minutes of it had to be dropped.").arg(status.forgotten));
        }
        if (!status.notice.isEmpty())
            sentences.append(status.notice);
    }
    if (doubts.historyFailure) {
        meaning = Meaning::Warning;
        sentences.append(tr("What was measured before this console was started is missing here. %1")
                             .arg(doubts.historyFailure->sentence));
    }
    if (scene.lost > 0)
        sentences.append(tr("%n sample(s) were measured but not kept: this machine was overrun.", nullptr,
                            int(scene.lost)));
    if (scene.coarseBefore.isValid() && scene.coarseBefore > scene.window.from)
        sentences.append(tr("Before %1 the figures are by the minute.")
                             .arg(scene.coarseBefore.toTimeZone(zone).toString(QStringLiteral("HH:mm t"))));
    if (!scene.jumps.isEmpty())
        sentences.append(tr("The clock of this machine was set, or it slept; the chart shows the gap."));
    say(sentences, meaning);
}

void LatencyNotice::say(const QStringList &sentences, Meaning meaning)
{
    setVisible(!sentences.isEmpty());
    const QString text = sentences.join(u' ');
    if (text == m_text->text() && meaning == m_meaning)
        return;
    m_text->setText(text);
    m_meaning = meaning;
    recolour();
}

QString LatencyNotice::text() const
{
    return isVisibleTo(parentWidget()) ? m_text->text() : QString();
}

void LatencyNotice::recolour()
{
    QPalette colours = parentWidget()->palette();
    colours.setColor(QPalette::Window, meaningBackground(m_meaning, colours));
    setPalette(colours);
}

} // namespace movr

#include "ui/alerts/alert_line_dialog.h"

#include "db/latency/latency_figures.h"
#include "models/latency/figure_words.h"
#include "models/presentation/city_time.h"

#include <QComboBox>
#include <QLineEdit>

namespace movr {

namespace {

constexpr int spans[] = {10, 60, 300, 900, 3600}; ///< seconds

/// Chooses the value; one that is not offered any more (a region of another fleet) is added.
void choose(QComboBox *box, const QString &value, const QString &text)
{
    if (box->findData(value) < 0)
        box->addItem(text, value);
    box->setCurrentIndex(box->findData(value));
}

} // namespace

AlertLineDialog::AlertLineDialog(const AlertLine &line, bool isNew, const AlertChoices &choices,
                                 QWidget *parent)
    : FormDialog(isNew ? tr("Add alert line") : tr("Change alert line"), parent), m_line(line)
{
    setIntroduction(tr("Says so when fewer than 95 of 100 statements stay below the line. What timed out "
                       "counts as longer."));
    m_region = addChoice(tr("&Region:"));
    m_region->addItem(tr("Each region"), QString());
    for (const QString &region : choices.regions)
        m_region->addItem(choices.labels.of(region), region);
    choose(m_region, line.region, line.region);
    m_statement = addChoice(tr("S&tatement:"));
    m_statement->addItem(tr("All statements"), QString());
    m_statement->addItem(tr("Network round trip"), floorStatement);
    for (const QString &statement : choices.statements)
        if (!isProbe(statement))
            m_statement->addItem(statementTitle(statement), statement);
    choose(m_statement, line.statement, line.statement);
    m_threshold = addLine(tr("&p95 over, ms:"), thresholdProblem);
    m_threshold->setText(QString::number(line.threshold.count()));
    m_span = addChoice(tr("&For:"));
    for (const int seconds : spans)
        m_span->addItem(spanText(std::chrono::seconds(seconds)), seconds);
    if (m_span->findData(int(line.span.count())) < 0)
        m_span->addItem(spanText(line.span), int(line.span.count()));
    m_span->setCurrentIndex(m_span->findData(int(line.span.count())));
    setAcceptText(isNew ? tr("&Add") : tr("&Change"), QStringLiteral("dialog-ok-apply"));
    m_threshold->setFocus();
    m_threshold->selectAll();
}

AlertLine AlertLineDialog::line() const
{
    AlertLine line = m_line;
    line.region = m_region->currentData().toString();
    line.statement = m_statement->currentData().toString();
    line.threshold = thresholdOf(m_threshold->text());
    line.span = std::chrono::seconds(m_span->currentData().toInt());
    return line;
}

} // namespace movr

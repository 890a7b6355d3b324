#include "ui/latency/latency_controls.h"

#include "models/latency/figure_words.h"
#include "ui/pages/flow_layout.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace movr {

namespace {

void choose(QComboBox *box, const QVariant &data)
{
    const int row = box->findData(data);
    box->setCurrentIndex(std::max(row, 0));
}

} // namespace

LatencyControls::LatencyControls(QWidget *parent)
    : QWidget(parent),
      m_range(box(tr("&Time"), QStringLiteral("range"), tr("The stretch of time that is shown"))),
      m_region(
          box(tr("Regio&n"), QStringLiteral("region"),
              tr("The region that is looked at: the others step back in the chart, and the statements are "
                 "those sent to it"))),
      m_statement(box(tr("&Statement"), QStringLiteral("statement"), tr("The statement that is charted"))),
      m_step(box(tr("Ste&p"), QStringLiteral("step"), tr("How much time one point of a curve stands for"))),
      m_scale(box(tr("S&cale"), QStringLiteral("scale"), tr("The scale of latencies")))
{
    auto *layout = new FlowLayout(this);
    layout->setContentsMargins(10, 6, 10, 4);
    layout->setSpacing(6);
    for (QComboBox *chooser : {m_range, m_region, m_statement, m_step, m_scale}) {
        auto *pair = new QWidget(this);
        auto *line = new QHBoxLayout(pair);
        line->setContentsMargins(0, 0, 8, 0);
        auto *label = new QLabel(chooser->property("label").toString(), pair);
        label->setBuddy(chooser);
        line->addWidget(label);
        line->addWidget(chooser);
        layout->addWidget(pair);
    }
    for (const LatencyRange range : allLatencyRanges())
        m_range->addItem(rangeText(range), rangeName(range));
    for (const auto &[seconds, text] : QList<std::pair<int, QString>>{{0, tr("Automatic")},
                                                                      {1, tr("1 s")},
                                                                      {5, tr("5 s")},
                                                                      {15, tr("15 s")},
                                                                      {60, tr("1 min")},
                                                                      {300, tr("5 min")},
                                                                      {3600, tr("1 h")}})
        m_step->addItem(text, seconds);
    m_scale->addItem(tr("Logarithmic"), true);
    m_scale->addItem(tr("Linear"), false);
    setRegions({}, {});
    setStatements({});
    for (QComboBox *chooser : {m_range, m_region, m_statement, m_step})
        connect(chooser, &QComboBox::currentIndexChanged, this, &LatencyControls::choiceChanged);
    connect(m_scale, &QComboBox::currentIndexChanged, this, &LatencyControls::scaleChanged);
}

QComboBox *LatencyControls::box(const QString &name, const QString &objectName, const QString &help)
{
    auto *chooser = new QComboBox(this);
    chooser->setObjectName(objectName);
    chooser->setProperty("label", name);
    chooser->setAccessibleName(QString(name).remove(u'&'));
    chooser->setToolTip(help);
    chooser->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return chooser;
}

LatencyRange LatencyControls::range() const
{
    return rangeFromName(m_range->currentData().toString());
}

void LatencyControls::setRange(LatencyRange range)
{
    choose(m_range, rangeName(range));
}

QString LatencyControls::region() const
{
    return m_region->currentData().toString();
}

void LatencyControls::setRegion(const QString &region)
{
    choose(m_region, region);
}

void LatencyControls::setRegions(const QStringList &names, const RegionLabels &labels)
{
    const QString chosen = region();
    const QSignalBlocker quiet(m_region);
    m_region->clear();
    m_region->addItem(tr("All regions"), QString());
    for (const QString &name : names)
        m_region->addItem(labels.of(name), name);
    choose(m_region, chosen);
}

QString LatencyControls::statement() const
{
    return m_statement->currentData().toString();
}

void LatencyControls::setStatement(const QString &statement)
{
    if (m_statement->findData(statement) < 0) {
        const QSignalBlocker quiet(m_statement);
        m_statement->addItem(statementTitle(statement), statement);
    }
    choose(m_statement, statement);
}

void LatencyControls::setStatements(const QStringList &statements)
{
    QStringList wanted = statements;
    const QString chosen = statement();
    if (!chosen.isEmpty() && !wanted.contains(chosen))
        wanted.append(chosen);
    wanted.prepend(QString());
    QStringList known;
    for (int row = 0; row < m_statement->count(); ++row)
        known.append(m_statement->itemData(row).toString());
    if (wanted == known && m_statement->count() > 0)
        return;
    const QSignalBlocker quiet(m_statement);
    m_statement->clear();
    for (const QString &name : std::as_const(wanted))
        m_statement->addItem(name.isEmpty() ? tr("All statements") : statementTitle(name), name);
    choose(m_statement, chosen);
}

std::chrono::seconds LatencyControls::step() const
{
    return std::chrono::seconds(m_step->currentData().toInt());
}

bool LatencyControls::logarithmic() const
{
    return m_scale->currentData().toBool();
}

void LatencyControls::setLogarithmic(bool logarithmic)
{
    choose(m_scale, logarithmic);
}

} // namespace movr

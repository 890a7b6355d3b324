#include "ui/experiment/journey_result_view.h"

#include "models/experiment/journey_model.h"
#include "models/journey/journey_words.h"
#include "models/presentation/place_names.h"
#include "models/presentation/words.h"
#include "ui/experiment/journey_chart.h"
#include "ui/tables/meaning_delegate.h"
#include "ui/text/notice_strip.h"
#include "ui/text/wrapped_label.h"

#include <QEvent>
#include <QHeaderView>
#include <QLocale>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace movr {

namespace {

QString headlineOf(const JourneyReport &report)
{
    QStringList parts;
    if (report.ratio)
        parts.append(JourneyResultView::tr(
                         "A request takes %1 times as long in the single-region deployment as in the "
                         "multi-region one.")
                         .arg(journeyRatioText(report.ratio)));
    if (report.ratioReference)
        parts.append(
            JourneyResultView::tr(
                "Transactions of several statements, the reference's way, take %1 times as long as ours.")
                .arg(journeyRatioText(report.ratioReference)));
    return parts.isEmpty() ? JourneyResultView::tr("No ratio: too little was answered.") : parts.join(u' ');
}

/// What was not answered, way by way, the first reason of each.
QString troubleOf(const JourneyReport &report)
{
    QStringList sentences;
    if (report.cancelled)
        sentences.append(JourneyResultView::tr("Cancelled: these are the figures until then."));
    for (const JourneyColumn &column : report.columns) {
        int failed = 0, timedOut = 0, notRun = 0;
        QString reason;
        for (const JourneyTaskResult &task : column.tasks) {
            failed += task.failed;
            timedOut += task.timedOut;
            notRun += task.notRun;
            if (reason.isEmpty())
                reason = task.firstFailure;
        }
        if (failed + timedOut + notRun == 0 || (report.cancelled && failed + timedOut == 0))
            continue;
        sentences.append(JourneyResultView::tr(
                             "%1 (%2): %3 failed, %4 timed out, %5 not run; none of them is in a figure. %6")
                             .arg(journeyTitle(column.way), column.region)
                             .arg(failed)
                             .arg(timedOut)
                             .arg(notRun)
                             .arg(reason));
    }
    const JourneyColumn *const multi = report.column(JourneyWay::MultiRegion);
    const JourneyColumn *const single = report.column(JourneyWay::SingleRegion);
    if (multi && single && multi->region == single->region)
        sentences.append(
            JourneyResultView::tr("%1 is at home in %2 in both deployments: this compares no distances. "
                                  "Choose a city or a place in another region.")
                .arg(words::city(report.city), multi->region));
    if (const QString retries = journeyRetries(report); !retries.isEmpty())
        sentences.append(retries);
    return sentences.join(u' ');
}

QString sourceOf(const JourneyReport &report)
{
    QStringList ways;
    for (const JourneyColumn &column : report.columns) {
        if (column.way == JourneyWay::Reference)
            continue;
        ways.append(
            column.roundTrip
                ? JourneyResultView::tr("%1: %2, %3, round trip %4 ms")
                      .arg(column.deployment, column.region, column.serverVersion,
                           journeyMilliseconds(column.roundTrip))
                : JourneyResultView::tr("%1: %2, does not answer").arg(column.deployment, column.region));
    }
    const QString from = report.from.isEmpty() ? report.machine.host : placeName(report.from);
    const QString when = report.begun.toUTC().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss"));
    return JourneyResultView::tr(
               "%1 from %2, rounds: %3, %4 UTC. %5. Measured here, sent until answered; movr-console %6.")
        .arg(words::city(report.city), from, QString::number(report.repeat), when,
             ways.join(QStringLiteral("; ")), report.machine.console);
}

} // namespace

JourneyResultView::JourneyResultView(QWidget *parent)
    : QWidget(parent), m_headline(new WrappedLabel(this)), m_notice(new NoticeStrip(this)),
      m_chart(new JourneyChart(this)), m_table(new QTableView(this)), m_model(new JourneyModel(this)),
      m_footnote(new WrappedLabel(this)), m_splitter(new QSplitter(Qt::Vertical, this))
{
    QFont strong = m_headline->font();
    strong.setBold(true);
    m_headline->setFont(strong);
    m_headline->setTextFormat(Qt::PlainText);
    m_headline->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_headline->setContentsMargins(12, 6, 12, 4);
    m_footnote->setTextFormat(Qt::PlainText);
    m_footnote->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_footnote->setForegroundRole(QPalette::PlaceholderText);
    m_footnote->setContentsMargins(12, 3, 12, 5);
    buildTable();
    m_splitter->addWidget(m_chart);
    m_splitter->addWidget(m_table);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_headline);
    layout->addWidget(m_notice);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_footnote);
}

void JourneyResultView::buildTable()
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new MeaningDelegate(m_table));
    m_table->setAccessibleName(tr("Tasks in each way"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setMinimumHeight(100);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 7);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setAccessibleName(tr("Columns"));
    m_table->horizontalHeader()->setMinimumSectionSize(64);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    for (const int column :
         {JourneyModel::Task, JourneyModel::MultiN, JourneyModel::SingleN, JourneyModel::ReferenceN})
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
}

void JourneyResultView::setReport(const JourneyReport &report)
{
    m_model->setReport(report);
    m_chart->setReport(report);
    m_headline->setText(headlineOf(report));
    m_notice->tell(Meaning::Warning, troubleOf(report));
    m_footnote->setText(sourceOf(report));
    const int rows = m_table->verticalHeader()->defaultSectionSize() * m_model->rowCount();
    const int table = rows + m_table->horizontalHeader()->sizeHint().height() + 2;
    m_splitter->setSizes({std::max(m_splitter->height() - table, 1), table});
}

void JourneyResultView::clear()
{
    m_model->clear();
    m_chart->setReport({});
}

const JourneyReport &JourneyResultView::report() const
{
    return m_model->report();
}

bool JourneyResultView::hasReport() const
{
    return m_model->rowCount() > 0;
}

QString JourneyResultView::headline() const
{
    return m_headline->text();
}

QString JourneyResultView::notice() const
{
    return m_notice->text();
}

QString JourneyResultView::footnote() const
{
    return m_footnote->text();
}

void JourneyResultView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 7);
}

} // namespace movr

#pragma once

#include "db/journey/journey_report.h"

#include <QWidget>

class QLabel;
class QSplitter;
class QTableView;

namespace movr {

class JourneyChart;
class JourneyModel;
class NoticeStrip;

/// What an experiment came to: the ratios in a sentence, what was not answered, the chart, the table, and where and when it
/// was measured.
class JourneyResultView : public QWidget
{
    Q_OBJECT

public:
    explicit JourneyResultView(QWidget *parent = nullptr);

    void setReport(const JourneyReport &report);
    void clear();
    const JourneyReport &report() const;
    bool hasReport() const;

    JourneyModel *model() const { return m_model; }
    JourneyChart *chart() const { return m_chart; }
    QTableView *table() const { return m_table; }
    QString headline() const;
    QString notice() const;
    QString footnote() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildTable();

    QLabel *m_headline;
    NoticeStrip *m_notice;
    JourneyChart *m_chart;
    QTableView *m_table;
    JourneyModel *m_model;
    QLabel *m_footnote;
    QSplitter *m_splitter;
};

} // namespace movr

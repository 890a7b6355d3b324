#pragma once

#include "db/base/failure.h"
#include "db/placement/statement_locality.h"
#include "models/placement/map_scene.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace movr {

class CellTableView;
class SqlView;

/// Every statement of the console with the partitions and regions in its plan, as the real servers explain it. Asked for
/// when it is first shown, and by its button.
class StatementsView : public QWidget
{
    Q_OBJECT

public:
    explicit StatementsView(QWidget *parent = nullptr);

    void clear();
    void setLoading();
    void setFailed(const Failure &failure);
    void setStatements(const QList<StatementLocality> &statements, const Surroundings &around);
    bool isEmpty() const { return m_statements.isEmpty(); }

Q_SIGNALS:
    void statementsWanted();

private:
    void showPlan();

    QList<StatementLocality> m_statements;
    QLabel *m_text;
    QProgressBar *m_busy;
    QPushButton *m_again;
    CellTableView *m_table;
    SqlView *m_plan;
};

} // namespace movr

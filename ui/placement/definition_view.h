#pragma once

#include "db/base/failure.h"
#include "db/placement/definition.h"
#include "models/placement/map_scene.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace movr {

class SqlView;

/// The DDL of a table as a region's server has it, to read and to copy.
class DefinitionView : public QWidget
{
    Q_OBJECT

public:
    explicit DefinitionView(QWidget *parent = nullptr);

    /// The tables and regions to choose from. Keeps the choice.
    void setPlacement(const Placement &placement, const Surroundings &around);
    void clear();
    void choose(const QString &table, const QString &region);
    QString table() const;
    QString region() const;
    void setLoading();
    void setFailed(const Failure &failure);
    void setDefinition(const Definition &definition);
    /// What is shown; empty while it is read.
    QString sql() const;

Q_SIGNALS:
    /// Another table or region was chosen, or what is shown is not of this choice yet.
    void definitionWanted();

private:
    QComboBox *m_table;
    QComboBox *m_region;
    SqlView *m_sql;
};

} // namespace movr

#pragma once

#include "models/latency/latency_range.h"
#include "models/presentation/region_labels.h"

#include <QWidget>

class QComboBox;

namespace movr {

/// What the page looks at: time, region, statement, step and scale.
class LatencyControls : public QWidget
{
    Q_OBJECT

public:
    explicit LatencyControls(QWidget *parent = nullptr);

    LatencyRange range() const;
    void setRange(LatencyRange range);
    /// Empty: all regions.
    QString region() const;
    void setRegion(const QString &region);
    void setRegions(const QStringList &names, const RegionLabels &labels);
    /// Empty: all statements.
    QString statement() const;
    void setStatement(const QString &statement);
    /// Those that can be chosen; a chosen one stays among them.
    void setStatements(const QStringList &statements);
    /// Zero: as fits the window.
    std::chrono::seconds step() const;
    bool logarithmic() const;
    void setLogarithmic(bool logarithmic);

Q_SIGNALS:
    /// What is to be read is another one.
    void choiceChanged();
    void scaleChanged();

private:
    QComboBox *box(const QString &name, const QString &objectName, const QString &help);

    QComboBox *m_range;
    QComboBox *m_region;
    QComboBox *m_statement;
    QComboBox *m_step;
    QComboBox *m_scale;
};

} // namespace movr

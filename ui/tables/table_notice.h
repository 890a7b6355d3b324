#pragma once

#include "models/meaning.h"
#include "models/presentation/region_labels.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;

namespace movr {

class PagedModel;

/// The thin strip above a table with rows that are not the whole truth: last known rows with their age, or
/// regions whose rows are missing. Hidden otherwise.
class TableNotice : public QFrame
{
    Q_OBJECT

public:
    explicit TableNotice(PagedModel *model, QWidget *parent = nullptr);

    QString text() const;
    /// How regions are named.
    void setLabels(const RegionLabels &labels);

Q_SIGNALS:
    void retryWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showState();
    QString staleText() const;
    QString gapsText() const;
    void setColours();

    PagedModel *m_model;
    RegionLabels m_labels;
    QLabel *m_icon;
    QLabel *m_label;
    QPushButton *m_retry;
    QTimer m_clock; ///< the age grows while it is shown
    Meaning m_meaning = Meaning::Warning;
};

} // namespace movr

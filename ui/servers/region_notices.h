#pragma once

#include "models/meaning.h"

#include <QMap>
#include <QWidget>

class QVBoxLayout;

namespace movr {

class NoticeStrip;

/// What is to be said of single regions above the tables, a strip a region: that it does not answer, that the console may not
/// read there, or that something is not installed.
class RegionNotices : public QWidget
{
    Q_OBJECT

public:
    explicit RegionNotices(QWidget *parent = nullptr);

    /// An empty sentence takes the region's strip away.
    void tell(const QString &region, Meaning meaning, const QString &sentence, const QString &detail = {});
    void clear();
    QString text(const QString &region) const;

Q_SIGNALS:
    void retryWanted();

private:
    QVBoxLayout *m_layout;
    QMap<QString, NoticeStrip *> m_strips;
};

} // namespace movr

#pragma once

#include "ui/theme/region_style.h"

#include <QTableView>

namespace movr {

class RegionFiguresModel;

/// The legend: a row a region with the figures of the window; a check box hides a series. By keyboard: the arrow keys,
/// Space hides and shows, Return looks at a region alone.
class LegendView : public QTableView
{
    Q_OBJECT

public:
    explicit LegendView(RegionFiguresModel *model, QWidget *parent = nullptr);

    void setRegions(const QStringList &names);
    /// High enough for its rows.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Return or a double click on a region's row.
    void regionActivated(const QString &region);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    int heightOf(int rows) const;

    RegionStyles m_styles;
};

} // namespace movr

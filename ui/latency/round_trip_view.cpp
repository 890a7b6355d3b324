#include "ui/latency/round_trip_view.h"

#include "models/latency/round_trip_model.h"
#include "ui/theme/meaning.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace movr {

namespace {

class RoundTripDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto meaning = index.data(RoundTripModel::MeaningRole).value<Meaning>();
        option->palette.setColor(QPalette::Text, meaningColor(meaning, option->palette));
        const QVariant share = index.data(RoundTripModel::ShareRole);
        if (!share.isValid())
            return;
        QColor shade = meaningColor(Meaning::Info, option->palette);
        shade.setAlphaF(float(0.06 + 0.28 * share.toDouble()));
        option->backgroundBrush = shade;
    }
};

} // namespace

RoundTripView::RoundTripView(RoundTripModel *model, QWidget *parent) : QTableView(parent)
{
    setObjectName(QStringLiteral("roundTrips"));
    setAccessibleName(tr("Round trips"));
    setModel(model);
    setItemDelegate(new RoundTripDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setSelectionMode(QAbstractItemView::SingleSelection);
    horizontalHeader()->setAccessibleName(tr("To"));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    verticalHeader()->setAccessibleName(tr("From"));
    verticalHeader()->setHighlightSections(false);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
}

} // namespace movr

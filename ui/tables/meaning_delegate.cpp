#include "ui/tables/meaning_delegate.h"

#include "models/paged_model.h"
#include "ui/theme/meaning.h"

namespace movr {

void MeaningDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto meaning = index.data(PagedModel::MeaningRole).value<Meaning>();
    if (meaning != Meaning::Neutral)
        option->palette.setColor(QPalette::Text, meaningColor(meaning, option->palette));
    // One focus frame around single cells would tell of an edit that is not offered: rows are what is chosen.
    option->state.setFlag(QStyle::State_HasFocus, false);
}

} // namespace movr

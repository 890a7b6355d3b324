#pragma once

#include <QStyledItemDelegate>

namespace movr {

/// Cells of the placement page: a mark before the text, colours by meaning, bold where something stands out. Takes the
/// roles by number, as the models of this page have them apart.
class PlacementDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    struct Roles {
        int state = 0;
        int meaning = 0;
        int strong = 0; ///< 0: none
    };
    PlacementDelegate(const Roles &roles, QObject *parent);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    Roles m_roles;
};

} // namespace movr

#pragma once

#include <QIcon>
#include <QStyledItemDelegate>

#include <functional>

namespace movr {

/// Paints the lines of a search: icon, title, quieter detail, shortcut or id at the end; what was typed stands out.
class SearchDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// `iconOf`: of the row with that index, an action's own one.
    using IconOf = std::function<QIcon(const QModelIndex &)>;
    SearchDelegate(IconOf iconOf, QObject *parent);

    void setTyped(const QString &text) { m_typed = text; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintHeading(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    /// Returns the width that was used.
    int paintText(QPainter *painter, const QStyleOptionViewItem &option, const QRect &area,
                  const QString &text, const QColor &color) const;

    IconOf m_iconOf;
    QString m_typed;
};

} // namespace movr

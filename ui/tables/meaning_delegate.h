#pragma once

#include <QCache>
#include <QStaticText>
#include <QStyledItemDelegate>

namespace movr {

/// Colours a cell's text by its Meaning. The text says the same: colour is never the only sign.
class MeaningDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    /// A text as it fits, shaped once: shaping is most of what painting a table costs.
    const QStaticText &shaped(const QString &text, int width, const QFont &font) const;

    mutable QCache<std::pair<QString, int>, QStaticText> m_shaped{4000};
    mutable QFont m_font;
};

} // namespace movr

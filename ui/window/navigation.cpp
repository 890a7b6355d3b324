#include "ui/window/navigation.h"

#include <QShortcut>
#include <QSignalBlocker>

namespace movr {

Navigation::Navigation(QWidget *parent) : QListWidget(parent)
{
    setObjectName(QStringLiteral("navigation"));
    setAccessibleName(tr("Pages"));
    setFrameShape(QFrame::NoFrame);
    setIconSize(QSize(22, 22));
    setSpacing(2);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    viewport()->setBackgroundRole(QPalette::Window);
    connect(this, &QListWidget::currentRowChanged, this, &Navigation::pageChosen);
}

void Navigation::addPage(const QString &title, const QIcon &icon, const QKeySequence &keys)
{
    const int row = count();
    auto *item = new QListWidgetItem(icon, title, this);
    item->setToolTip(tr("%1 (%2)").arg(title, keys.toString(QKeySequence::NativeText)));
    item->setSizeHint(QSize(0, qMax(36, fontMetrics().height() + 18)));
    auto *shortcut = new QShortcut(keys, this);
    connect(shortcut, &QShortcut::activated, this, [this, row] { setCurrentRow(row); });
    updateGeometry();
}

void Navigation::setCurrentPage(int page)
{
    const QSignalBlocker quiet(this);
    setCurrentRow(page);
}

QSize Navigation::sizeHint() const
{
    int text = 0;
    for (int row = 0; row < count(); ++row)
        text = qMax(text, fontMetrics().horizontalAdvance(item(row)->text()));
    return QSize(text + 72, 200);
}

} // namespace movr

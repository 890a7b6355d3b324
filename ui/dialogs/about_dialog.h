#pragma once

#include <QDialog>
#include <QList>

class QAction;

namespace movr {

/// What the program is, its version and its licence. Open it with open().
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AboutDialog(QWidget *parent = nullptr);
};

/// The keys of every action, by menu. Open it with open().
class ShortcutsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent = nullptr);
};

} // namespace movr

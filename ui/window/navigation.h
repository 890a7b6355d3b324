#pragma once

#include <QIcon>
#include <QKeySequence>
#include <QListWidget>

namespace movr {

/// The list of pages at the left. The pages' keys choose from anywhere in the window.
class Navigation : public QListWidget
{
    Q_OBJECT

public:
    explicit Navigation(QWidget *parent = nullptr);

    void addPage(const QString &title, const QIcon &icon, const QKeySequence &keys);
    void setCurrentPage(int page);
    QSize sizeHint() const override;

Q_SIGNALS:
    void pageChosen(int page);
};

} // namespace movr

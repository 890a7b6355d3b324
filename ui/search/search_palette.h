#pragma once

#include "models/inspection.h"
#include "models/presentation/city_time.h"
#include "models/search/search_rows.h"

#include <QFrame>
#include <QIcon>
#include <QPointer>

#include <functional>

class QLabel;
class QLineEdit;
class QModelIndex;
class QProgressBar;

namespace movr {

class ConsoleContext;
class SearchDelegate;
class Searcher;
class SearchList;
class SearchModel;
class SearchNotice;

/// The search over the window: a field and what it finds, in groups. The keyboard stays in the field: Up and
/// Down choose, Tab goes to the next group, Return opens, Escape closes. It closes when the focus goes elsewhere.
class SearchPalette : public QWidget
{
    Q_OBJECT

public:
    /// Lies over `window`, its parent.
    SearchPalette(ConsoleContext *context, QWidget *window);

    struct Offer {
        QList<SearchCommand> commands;
        std::function<QIcon(int command)> iconOf;
        QStringList recent; ///< newest first
        CityTime time;
    };
    /// Shows it empty, with what can be done now.
    void open(const Offer &offer);
    /// Closes it; the focus goes back to where it was.
    void dismiss();
    bool isOpen() const { return isVisible(); }
    void setRecent(const QStringList &texts);

    SearchModel *model() const { return m_model; }

Q_SIGNALS:
    void linkChosen(const movr::InspectionLink &link);
    void commandChosen(int command);
    /// A row was opened that was found with this text.
    void textUsed(const QString &text);
    void forgetWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    bool handleKey(int key, Qt::KeyboardModifiers modifiers);
    bool handleMove(int key);
    void textChanged(const QString &text);
    void modelChanged();
    void accept();
    void activate(const QModelIndex &index);
    void currentChanged();
    void showState();
    void fit();
    QIcon iconOf(const QModelIndex &index) const;

    SearchModel *m_model;
    Searcher *m_searcher;
    QFrame *m_panel;
    QLineEdit *m_edit;
    QProgressBar *m_busy;
    SearchList *m_list;
    SearchNotice *m_notice;
    QLabel *m_status;
    SearchDelegate *m_delegate;
    std::function<QIcon(int)> m_commandIcon;
    QPointer<QWidget> m_formerFocus;
    bool m_moved = false;         ///< a line was chosen by hand since the text changed
    bool m_openWhenFound = false; ///< Return was pressed before anything was found
};

} // namespace movr

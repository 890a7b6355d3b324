#pragma once

#include "db/movr/entities.h"

#include <QList>
#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QListWidget;

namespace movr {

class ConsoleContext;

/// Finds a user of one city by the beginning of a name, while it is typed, and keeps the one chosen.
/// Down goes from the text into the matches.
class UserPicker : public QWidget
{
    Q_OBJECT

public:
    UserPicker(ConsoleContext *context, const QString &what, QWidget *parent = nullptr);

    /// Another city empties the choice.
    void setCity(const QString &city);
    /// Chosen without a search: the signed-in rider, the selected user.
    void propose(const User &user);
    const std::optional<User> &chosen() const { return m_chosen; }
    QLineEdit *searchLine() const { return m_search; }

Q_SIGNALS:
    void chosenChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search();
    void showMatches(const QList<User> &users);
    void showNote(const QString &text);
    void choose(int row);

    ConsoleContext *m_context;
    QString m_what;
    QString m_view; ///< names this picker's searches to the fleet
    QString m_city;
    QLineEdit *m_search;
    QListWidget *m_list;
    QLabel *m_note;
    QList<User> m_matches;
    std::optional<User> m_chosen;
    int m_generation = 0;
};

} // namespace movr

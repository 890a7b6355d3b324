#pragma once

#include <QListView>

namespace movr {

class SearchModel;

/// The lines of a search. It never has the focus: whoever has the keyboard tells it where to go. Lines that cannot
/// be chosen are passed over.
class SearchList : public QListView
{
    Q_OBJECT

public:
    explicit SearchList(SearchModel *model, QWidget *parent = nullptr);

    int currentRow() const; ///< -1: none
    /// -1 chooses none.
    void choose(int row);
    void chooseFirst() { choose(firstChoosable()); }
    /// The first row from there on that can be chosen; -1 when there is none.
    int firstChoosable(int from = 0, int by = 1) const;
    /// Some rows down (or up); a single step goes round at the ends.
    void step(int by);
    /// To the first row of the next (1) or the previous (-1) group; goes round.
    void stepGroup(int by);
    /// Pixels of all rows, scrolled or not.
    int contentHeight() const;

private:
    QList<int> groupStarts() const;

    SearchModel *m_model;
};

} // namespace movr

#pragma once

#include <QList>
#include <QToolButton>
#include <QVariantMap>

namespace movr {

/// Filters of one page that were saved under a name: a button whose menu applies them, saves the present one, renames
/// and deletes. Names are unique, whatever their case.
class SavedFilters : public QToolButton
{
    Q_OBJECT

public:
    struct Saved {
        QString name;
        QVariantMap filter; ///< as the page saves it
    };

    explicit SavedFilters(QWidget *parent = nullptr);

    const QList<Saved> &all() const { return m_saved; }
    QVariantList save() const;
    void restore(const QVariantList &values);

    /// The filter that would be saved; empty: none is set, there is nothing to save.
    void setCurrent(const QVariantMap &filter);
    /// Adds it, or takes the place of the one of that name.
    void add(const QString &name, const QVariantMap &filter);
    /// False when another one has that name.
    bool rename(const QString &from, const QString &to);
    void remove(const QString &name);

Q_SIGNALS:
    void chosen(const QVariantMap &filter);
    void changed();

protected:
    void showEvent(QShowEvent *event) override;

private:
    int find(const QString &name) const; ///< -1: there is none
    void fillMenu();
    void askName();
    void manage();

    QList<Saved> m_saved;
    QVariantMap m_current;
};

} // namespace movr

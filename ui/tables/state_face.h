#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace movr {

/// What stands where content would be while there is none: an icon, a headline, an explanation, a bar while something is
/// awaited, and a button. Whoever derives from it knows when and why. Follows the appearance.
class StateFace : public QWidget
{
    Q_OBJECT

public:
    explicit StateFace(QWidget *parent);

    QString headline() const;

protected:
    enum class Tone {
        Plain,
        Bad ///< something failed
    };
    /// `icon`: of the icon theme; empty: none. `detail`: for whoever points at the explanation.
    void setFace(const QString &icon, const QString &headline, const QString &explanation,
                 Tone tone = Tone::Plain, const QString &detail = {});
    /// The button's text, with its mnemonic, which is its name as well; shows it.
    void setButton(const QString &text, const QString &toolTip);
    /// From now on it lies over all of its parent, a viewport, whatever that does.
    void coverParent();
    QPushButton *button() const { return m_button; }
    QProgressBar *busy() const { return m_busy; }
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void moveEvent(QMoveEvent *event) override;

private:
    void setColours();

    QLabel *m_icon;
    QLabel *m_headline;
    QLabel *m_explanation;
    QProgressBar *m_busy;
    QPushButton *m_button;
    QString m_iconName;
    Tone m_tone = Tone::Plain;
    bool m_covers = false;
};

} // namespace movr

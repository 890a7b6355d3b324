#pragma once

#include <QHash>
#include <QLabel>

namespace movr {

/// A label whose text wraps, and which measures each text once for each width. QLabel lays its text out again
/// whenever a layout asks, several times for one change of its text, and longest where the text can be selected.
/// GUI thread.
class WrappedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit WrappedLabel(QWidget *parent = nullptr) : WrappedLabel({}, parent) {}
    explicit WrappedLabel(const QString &text, QWidget *parent = nullptr);

    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void measure() const;

    mutable QString m_measured; ///< the text that the sizes below belong to
    mutable QHash<int, int> m_heights;
    mutable QSize m_size;
    mutable QSize m_minimum;
};

} // namespace movr

#include "ui/tables/position_bar.h"

#include "models/paged_model.h"
#include "ui/tables/paged_table_view.h"

#include <QApplication>
#include <QLabel>
#include <QLocale>
#include <QStyleOptionSlider>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace movr {

namespace {

constexpr int steps = 1'000'000; ///< of the whole bar, whatever the number of rows

/// An estimate, not more exact than it is: three digits that count.
QString about(double rows)
{
    if (rows < 1000)
        return QLocale().toString(std::llround(rows));
    const double unit = std::pow(10.0, std::floor(std::log10(rows)) - 2);
    return QLocale().toString(qlonglong(std::llround(rows / unit) * std::llround(unit)));
}

} // namespace

PositionBar::PositionBar(PagedModel *model, PagedTableView *view, QWidget *parent)
    : QScrollBar(Qt::Vertical, parent), m_model(model), m_view(view), m_hint(new QLabel(view))
{
    setAccessibleName(tr("Position in all rows"));
    setFocusPolicy(Qt::NoFocus); // the table has the keys: Home, End, Page up and down
    m_hint->setAutoFillBackground(true);
    m_hint->setBackgroundRole(QPalette::ToolTipBase);
    m_hint->setForegroundRole(QPalette::ToolTipText);
    m_hint->setFrameShape(QFrame::StyledPanel);
    m_hint->setContentsMargins(8, 4, 8, 4);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->hide();
    connect(this, &QAbstractSlider::actionTriggered, this, &PositionBar::act);
    connect(this, &QAbstractSlider::sliderReleased, this, [this] {
        m_hint->hide();
        follow();
    });
    connect(view, &PagedTableView::placeChanged, this, &PositionBar::follow);
    connect(model, &PagedModel::stateChanged, this, &PositionBar::follow);
    follow();
}

void PositionBar::act(int action)
{
    switch (action) {
    case SliderSingleStepAdd:
        m_view->scrollRows(1);
        break;
    case SliderSingleStepSub:
        m_view->scrollRows(-1);
        break;
    case SliderPageStepAdd:
        m_view->scrollRows(m_view->rowsThatFit() - 1);
        break;
    case SliderPageStepSub:
        m_view->scrollRows(1 - m_view->rowsThatFit());
        break;
    case SliderToMinimum:
        goTo(0);
        break;
    case SliderToMaximum:
        goTo(1);
        break;
    case SliderMove:
        goTo(double(sliderPosition()) / std::max(1, maximum()));
        if (isSliderDown())
            showHint();
        return;
    default:
        return;
    }
    // What the action would have made of the slider is of no meaning here: it follows the view.
    setSliderPosition(value());
    follow();
}

void PositionBar::goTo(double share)
{
    if (!m_following)
        m_view->showAt(share);
}

void PositionBar::follow()
{
    const double total = m_model->totalRows();
    const double fit = m_view->rowsThatFit();
    const bool some = m_model->rowCount() > 0;
    if (!isSliderDown()) {
        m_following = true;
        const bool all = !some || (m_model->totalIsExact() && total <= fit);
        // The slider is as long as its share of the rows; a style sees to it that it can still be grasped.
        const double page = all ? steps : std::clamp(fit / std::max(total - fit, 1.0), 1e-6, 1.0) * steps;
        setPageStep(std::max(1, int(page)));
        setSingleStep(1);
        setRange(0, all ? 0 : steps);
        setEnabled(!all);
        if (!m_model->isSeeking())
            setValue(int(std::lround(m_view->shownAt() * steps)));
        m_following = false;
    }
    const QString now = text();
    if (now == m_text)
        return;
    m_text = now;
    setAccessibleDescription(now);
    Q_EMIT textChanged();
}

QString PositionBar::text() const
{
    if (m_model->rowCount() == 0)
        return {};
    const QLocale locale;
    if (m_model->isSeeking())
        return tr("Loading rows…");
    const int first = std::max(0, m_view->firstVisibleRow());
    const int last = std::max(first, m_view->lastVisibleRow());
    if (m_model->totalIsExact())
        return tr("Rows %1 to %2 of %3")
            .arg(locale.toString(first + 1), locale.toString(last + 1), locale.toString(m_model->rowCount()));
    if (m_model->atStart())
        return m_model->knowsPositions()
                 ? tr("Rows %1 to %2 of about %3")
                       .arg(locale.toString(first + 1), locale.toString(last + 1),
                            about(m_model->totalRows()))
                 : tr("Rows %1 to %2").arg(locale.toString(first + 1), locale.toString(last + 1));
    if (!m_model->knowsPositions())
        return {};
    if (m_model->atEnd() && last == m_model->rowCount() - 1)
        return tr("The last rows of about %1").arg(about(m_model->totalRows()));
    return tr("About row %1 of %2").arg(about(m_model->rowsBefore(first) + 1), about(m_model->totalRows()));
}

QString PositionBar::totalText() const
{
    return m_model->totalIsExact()   ? QLocale().toString(m_model->rowCount())
         : m_model->knowsPositions() ? tr("about %1").arg(about(m_model->totalRows()))
                                     : QString();
}

QString PositionBar::hintText(double share) const
{
    if (share <= 0)
        return tr("The first row");
    if (share >= 1)
        return tr("The last row");
    const QString where =
        tr("About row %1 of %2").arg(about(share * m_model->totalRows() + 1), about(m_model->totalRows()));
    const QString key = m_model->textAt(share);
    return key.isEmpty() ? where : where + u'\n' + key;
}

void PositionBar::showHint()
{
    if (!m_model->knowsPositions()) {
        m_hint->hide();
        return;
    }
    m_hint->setText(hintText(double(sliderPosition()) / std::max(1, maximum())));
    m_hint->adjustSize();
    QStyleOptionSlider option;
    initStyleOption(&option);
    const QRect slider =
        style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, this);
    const QPoint beside = m_view->mapFromGlobal(mapToGlobal(slider.center()));
    const int y =
        std::clamp(beside.y() - m_hint->height() / 2, 0, std::max(0, m_view->height() - m_hint->height()));
    m_hint->move(m_view->width() - m_hint->width() - 12, y);
    m_hint->show();
    m_hint->raise();
}

void PositionBar::wheelEvent(QWheelEvent *event)
{
    QApplication::sendEvent(m_view->verticalScrollBar(), event);
}

bool PositionBar::event(QEvent *event)
{
    // A drag that is dropped by the system (another window, a lost grab) ends here, too.
    if (event->type() == QEvent::Hide || event->type() == QEvent::WindowDeactivate)
        m_hint->hide();
    return QScrollBar::event(event);
}

} // namespace movr

#include "ui/tables/new_rows_bar.h"

#include "ui/theme/meaning.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>

namespace movr {

NewRowsBar::NewRowsBar(RowKind kind, QAbstractScrollArea *area, QWidget *parent)
    : QFrame(parent), m_kind(kind), m_area(area), m_label(new QLabel(this)),
      m_button(new QPushButton(tr("Sho&w"), this))
{
    setObjectName(QStringLiteral("newRowsBar"));
    setAutoFillBackground(true);
    setFrameShape(QFrame::StyledPanel);
    m_label->setTextFormat(Qt::PlainText);
    m_button->setIcon(QIcon::fromTheme(QStringLiteral("go-top")));
    m_button->setToolTip(tr("Goes to the newest rows at the top of the table."));
    m_button->setAccessibleName(tr("Show the newest rows"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 1, 2, 1);
    layout->addWidget(m_label);
    layout->addWidget(m_button);
    QSizePolicy keeps(QSizePolicy::Maximum, QSizePolicy::Maximum);
    keeps.setRetainSizeWhenHidden(true);
    setSizePolicy(keeps);
    connect(m_button, &QPushButton::clicked, this, &NewRowsBar::startWanted);
    setColours();
    hide();
}

QString NewRowsBar::text() const
{
    return m_label->text();
}

QString NewRowsBar::countText(qsizetype count) const
{
    switch (m_kind) {
    case RowKind::Ride:
        return count == 0 ? tr("There may be new rides")
             : count == 1 ? tr("1 new ride")
                          : tr("%L1 new rides").arg(count);
    case RowKind::Vehicle:
        return count == 0 ? tr("There may be new vehicles")
             : count == 1 ? tr("1 new vehicle")
                          : tr("%L1 new vehicles").arg(count);
    case RowKind::User:
        return count == 0 ? tr("There may be new users")
             : count == 1 ? tr("1 new user")
                          : tr("%L1 new users").arg(count);
    case RowKind::Action:
        break;
    }
    return count == 0 ? tr("There may be new actions")
         : count == 1 ? tr("1 new action")
                      : tr("%L1 new actions").arg(count);
}

void NewRowsBar::setCount(bool any, qsizetype count)
{
    if (!any) {
        // The keyboard goes back to the rows, not to whatever comes next.
        if (m_button->hasFocus())
            m_area->setFocus();
        hide();
        return;
    }
    const QString now = countText(count);
    if (now != m_label->text()) {
        m_label->setText(now);
        setAccessibleName(now);
    }
    show();
}

void NewRowsBar::setColours()
{
    QPalette colours = palette();
    colours.setColor(QPalette::Window, meaningBackground(Meaning::Info, colours));
    if (colours != palette())
        setPalette(colours);
}

void NewRowsBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange)
        setColours();
}

} // namespace movr

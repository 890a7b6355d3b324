#include "ui/tables/empty_face.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QProgressBar>
#include <QPushButton>

namespace movr {

EmptyFace::EmptyFace(QAbstractScrollArea *area) : StateFace(area->viewport())
{
    busy()->hide();
    button()->hide();
    hide();
    connect(button(), &QPushButton::clicked, this, &EmptyFace::pressed);
    area->viewport()->installEventFilter(this);
    setGeometry(area->viewport()->rect());
}

void EmptyFace::tell(const QString &headline, const QString &explanation, const QString &buttonText,
                     const QString &toolTip)
{
    setFace({}, headline, explanation);
    if (!buttonText.isEmpty())
        setButton(buttonText, toolTip);
    button()->setVisible(!buttonText.isEmpty());
}

bool EmptyFace::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == parent())
        setGeometry(parentWidget()->rect());
    return StateFace::eventFilter(watched, event);
}

} // namespace movr

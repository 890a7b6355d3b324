#include "ui/tables/empty_face.h"

#include <QAbstractScrollArea>
#include <QProgressBar>
#include <QPushButton>

namespace movr {

EmptyFace::EmptyFace(QAbstractScrollArea *area) : StateFace(area->viewport())
{
    busy()->hide();
    button()->hide();
    hide();
    connect(button(), &QPushButton::clicked, this, &EmptyFace::pressed);
    coverParent();
}

void EmptyFace::tell(const QString &headline, const QString &explanation, const QString &buttonText,
                     const QString &toolTip)
{
    setFace({}, headline, explanation);
    if (!buttonText.isEmpty())
        setButton(buttonText, toolTip);
    button()->setVisible(!buttonText.isEmpty());
}

} // namespace movr

#include "ui/placement/state_picture.h"

#include <QProgressBar>
#include <QPushButton>

namespace movr {

StatePicture::StatePicture(QWidget *parent) : StateFace(parent)
{
    setButton(tr("Re&try"), tr("Reads the placement of every region again."));
    connect(button(), &QPushButton::clicked, this, &StatePicture::retryWanted);
    showLoading();
}

void StatePicture::showLoading()
{
    busy()->show();
    button()->hide();
    setFace({}, tr("Reading the placement of every region…"), {});
}

void StatePicture::showEmpty(const QString &explanation)
{
    busy()->hide();
    button()->hide();
    setFace(QStringLiteral("edit-find"), tr("No tables"), explanation);
}

void StatePicture::showFailed(const QString &sentence, const QString &detail)
{
    busy()->hide();
    button()->show();
    setFace(QStringLiteral("data-error"), tr("The placement could not be read"), sentence, Tone::Bad, detail);
}

} // namespace movr

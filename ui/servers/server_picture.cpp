#include "ui/servers/server_picture.h"

#include <QProgressBar>
#include <QPushButton>

namespace movr {

ServerPicture::ServerPicture(QWidget *parent) : StateFace(parent)
{
    button()->hide();
    showLoading();
}

void ServerPicture::showLoading()
{
    busy()->show();
    setFace({}, tr("Reading…"), {});
}

void ServerPicture::showEmpty(const QString &sentence)
{
    busy()->hide();
    setFace(QStringLiteral("edit-find"), sentence, {});
}

void ServerPicture::showFailed()
{
    busy()->hide();
    setFace(QStringLiteral("data-error"), tr("No region could be read."), tr("Why is said above."),
            Tone::Bad);
}

} // namespace movr

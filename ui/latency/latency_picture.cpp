#include "ui/latency/latency_picture.h"

#include <QProgressBar>
#include <QPushButton>

namespace movr {

LatencyPicture::LatencyPicture(QWidget *parent) : StateFace(parent)
{
    setButton(tr("Re&try"), tr("Reads the figures again."));
    connect(button(), &QPushButton::clicked, this, &LatencyPicture::retryWanted);
    showLoading();
}

void LatencyPicture::showLoading()
{
    busy()->show();
    button()->hide();
    setFace({}, tr("Adding up what was measured…"), {});
}

void LatencyPicture::showEmpty(const QString &headline, const QString &explanation)
{
    busy()->hide();
    button()->hide();
    setFace(QStringLiteral("edit-find"), headline, explanation);
}

void LatencyPicture::showFailed(const QString &sentence, const QString &detail)
{
    busy()->hide();
    button()->show();
    setFace(QStringLiteral("data-error"), tr("The figures could not be read"), sentence, Tone::Bad, detail);
}

} // namespace movr

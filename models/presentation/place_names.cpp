#include "models/presentation/place_names.h"

#include <QCoreApplication>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::PlaceNames)
};

} // namespace

QString placeName(const QString &place)
{
    if (place == u"gcp-us-east1")
        return Tr::tr("US East (South Carolina)");
    if (place == u"gcp-us-west1")
        return Tr::tr("US West (Oregon)");
    if (place == u"gcp-europe-west1")
        return Tr::tr("Europe West (Belgium)");
    if (place == u"rome")
        return Tr::tr("Rome");
    if (place == u"seattle")
        return Tr::tr("Seattle");
    return place == u"new york" ? Tr::tr("New York") : place;
}

} // namespace movr

#include "app/complaint.h"

#include <cstdio>

namespace movr {

void complain(const QString &sentence)
{
    std::fprintf(stderr, "movr-console: %s\n", qUtf8Printable(sentence));
}

} // namespace movr

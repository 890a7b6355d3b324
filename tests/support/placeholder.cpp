#include "db/base/failure.h"

#pragma once

#include "db/base/result.h"

#include <QFuture>
#include <QPromise>

namespace movr {

/// An answer that is there already.
template <class T>
QFuture<Result<T>> ready(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

} // namespace movr

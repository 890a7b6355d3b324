#pragma once

#include "db/base/result.h"
#include "db/lane/pq_session.h"

#include <functional>

namespace movr {

/// One statement of a pipeline.
struct PipelineCall {
    QString statement;         ///< named as for PqSession::exec()
    QList<QString> parameters; ///< a null QString is SQL NULL
    /// Not empty: this text is sent, not prepared, under that name. What is wrong with it (a table that is not there, a
    /// role that may not see it) is that call's failure; a statement that cannot be prepared fails the pipeline.
    QByteArray text = {};
};

/// Sends all calls at once (libpq's pipeline mode), each with a sync of its own: each is a transaction of its own, in
/// the order given, and the failure of one does not touch the others. `answered` is called with a call's index and
/// answer as they come. The result is a failure only when the connection ended meanwhile: the calls without an
/// answer are then of unknown outcome. Blocks; whoever wants to stop it cancels the session's statement, which then
/// is one call's failure, or shuts its socket down.
Result<Done> runPipeline(PqSession &session, const QList<PipelineCall> &calls,
                         const std::function<void(int, Result<Answer>)> &answered);

} // namespace movr

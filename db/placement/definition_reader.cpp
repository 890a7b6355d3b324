#include "db/placement/definition_reader.h"

#include "db/base/sql_text.h"
#include "db/lane/pq_pipeline.h"

#include <QCoreApplication>

namespace movr {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(movr::Definition)
};

constexpr std::chrono::milliseconds definitionDeadline{5'000};
const QString statement = QStringLiteral("placement/definition");
const QString placementStatement = QStringLiteral("placement/definition_placement");
const QStringList statements{QStringLiteral("placement/full_names"), statement, placementStatement,
                             QStringLiteral("placement/short_names")};

Definition::Part::Kind kindOf(const QString &word)
{
    using Kind = Definition::Part::Kind;
    static const QHash<QString, Kind> kinds{{QStringLiteral("functions"), Kind::Functions},
                                            {QStringLiteral("table"), Kind::Table},
                                            {QStringLiteral("partitions"), Kind::Partitions},
                                            {QStringLiteral("constraints"), Kind::Constraints},
                                            {QStringLiteral("indexes"), Kind::Indexes},
                                            {QStringLiteral("triggers"), Kind::Triggers},
                                            {QStringLiteral("publications"), Kind::Publications},
                                            {QStringLiteral("subscriptions"), Kind::Subscriptions}};
    return kinds.value(word);
}

Result<Definition> readOn(PqSession &session, const QString &table)
{
    const qsizetype dot = table.indexOf(u'.');
    const QList<QString> parameters{dot < 0 ? QStringLiteral("public") : table.left(dot), table.mid(dot + 1)};
    Definition definition;
    definition.table = table;
    definition.region = session.region();
    std::optional<Failure> failed;
    const auto answered = [&](int number, const Result<Answer> &answer) {
        const bool own = statements.at(number) == statement;
        const bool declared = statements.at(number) == placementStatement;
        if (!answer) { // without a movr schema there is no declared placement
            if (own)
                failed = answer.failure();
            return;
        }
        for (const auto &row : answer->rows)
            if (own && !row.value(2).isEmpty())
                definition.parts.append({kindOf(row.value(1)), row.value(2)});
            else if (declared && !row.value(0).isEmpty())
                definition.parts.append({Definition::Part::Kind::Placement, row.value(0)});
    };
    QList<PipelineCall> calls;
    for (const QString &each : statements)
        calls.append({each, each == statement || each == placementStatement ? parameters : QList<QString>(),
                      sqlText(each)});
    auto done = runPipeline(session, calls, answered);
    if (!done)
        return done.failure();
    if (failed)
        return *failed;
    if (definition.parts.isEmpty())
        return Failure{FailureKind::InvalidInput,
                       {},
                       session.region(),
                       statement,
                       false,
                       Tr::tr("%1 has no table %2.").arg(session.region(), table),
                       {}};
    return definition;
}

} // namespace

QFuture<Result<Definition>> readDefinition(Lane &lane, const QString &table)
{
    return lane.submit<Definition>(
        QStringLiteral("definition"), definitionDeadline, [table](Lane::Run &run) -> Result<Definition> {
            const std::function<Result<Definition>()> read = [&] {
                return readOn(static_cast<PqSession &>(run.session()), table);
            };
            auto definition = run.guarded<Definition>(statement, definitionDeadline, read);
            if (!definition && definition.failure().kind == FailureKind::Connection)
                definition = run.guarded<Definition>(statement, definitionDeadline, read);
            return definition;
        });
}

} // namespace movr

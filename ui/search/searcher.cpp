#include "ui/search/searcher.h"

#include "db/fleet/fleet.h"
#include "models/search/search_model.h"
#include "ui/console_context.h"

namespace movr {

namespace {

using namespace std::chrono_literals;
constexpr auto betweenQuestions = 60ms; ///< a held key is not a question for each letter
const QString viewName = QStringLiteral("search");

} // namespace

Searcher::Searcher(ConsoleContext *context, SearchModel *model, QObject *parent)
    : QObject(parent), m_context(context), m_model(model)
{
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &Searcher::ask);
}

void Searcher::setText(const QString &text)
{
    if (text == m_model->text())
        return;
    m_model->setText(text);
    cancel(); // nobody waits for the former text any more
    if (m_model->query().problem != SearchProblem::None)
        return;
    const auto since = m_asked.isValid() ? std::chrono::milliseconds(m_asked.elapsed()) : betweenQuestions;
    if (since >= betweenQuestions)
        ask();
    else
        m_rest.start(betweenQuestions - since);
}

void Searcher::hurry()
{
    if (!m_rest.isActive())
        return;
    m_rest.stop();
    ask();
}

void Searcher::stop()
{
    cancel();
    m_model->clear();
}

void Searcher::cancel()
{
    m_rest.stop();
    if (Fleet *fleet = m_context->fleet())
        fleet->cancel(viewName);
}

void Searcher::ask()
{
    Fleet *const fleet = m_context->fleet();
    if (!fleet)
        return;
    m_asked.start();
    const QList<RegionSearch> asked = fleet->search(viewName, m_model->query());
    QStringList regions;
    for (const RegionSearch &one : asked)
        regions.append(one.region);
    m_model->setLabels(m_context->labels());
    const quint64 search = m_model->begin(regions);
    for (const RegionSearch &one : asked) {
        const QString region = one.region;
        auto answer = one.answer;
        answer
            .then(this, [this, search,
                         region](const Result<SearchPage> &page) { m_model->accept(search, region, page); })
            .onCanceled(this, [this, search, region] { m_model->accept(search, region, Failure{}); });
    }
}

} // namespace movr

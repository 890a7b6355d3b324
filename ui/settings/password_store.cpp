#include "ui/settings/password_store.h"

#include <qt6keychain/keychain.h>

namespace movr {

namespace {

const QString service = QStringLiteral("movr-console");

} // namespace

void KeychainStore::read(const QString &key, QObject *context, std::function<void(const QString &)> answer)
{
    auto *job = new QKeychain::ReadPasswordJob(service, this);
    job->setAutoDelete(true);
    job->setKey(key);
    connect(job, &QKeychain::Job::finished, context, [job, answer = std::move(answer)] {
        answer(job->error() == QKeychain::NoError ? job->textData() : QString());
    });
    job->start();
}

void KeychainStore::write(const QString &key, const QString &password, QObject *context,
                          std::function<void(const QString &)> answer)
{
    auto *job = new QKeychain::WritePasswordJob(service, this);
    job->setAutoDelete(true);
    job->setKey(key);
    job->setTextData(password);
    connect(job, &QKeychain::Job::finished, context, [job, answer = std::move(answer)] {
        answer(job->error() == QKeychain::NoError ? QString() : job->errorString());
    });
    job->start();
}

} // namespace movr

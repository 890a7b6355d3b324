#include "db/movr/password.h"

#include <QCoreApplication>
#include <sodium.h>

#include <array>

namespace movr {

namespace {

bool sodiumReady()
{
    static const bool ready = sodium_init() >= 0;
    return ready;
}

/// The password as UTF-8, wiped when done.
class Secret
{
public:
    explicit Secret(QString &password) : m_utf8(password.toUtf8())
    {
        sodium_memzero(password.data(), size_t(password.size()) * sizeof(QChar));
        password.clear();
    }
    ~Secret() { sodium_memzero(m_utf8.data(), size_t(m_utf8.size())); }
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    const char *data() const { return m_utf8.constData(); }
    unsigned long long size() const { return static_cast<unsigned long long>(m_utf8.size()); }

private:
    QByteArray m_utf8;
};

} // namespace

Result<QString> hashPassword(QString password)
{
    const Secret secret(password);
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (!sodiumReady()
        || crypto_pwhash_str_alg(hash.data(), secret.data(), secret.size(),
                                 crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                                 crypto_pwhash_ALG_ARGON2ID13)
               != 0) {
        return Failure{FailureKind::Environment,
                       {},
                       {},
                       {},
                       true,
                       QCoreApplication::translate("movr::Failure",
                                                   "There is not enough free memory to hash the "
                                                   "password (64 MiB). Close something and try again."),
                       {}};
    }
    return QString::fromLatin1(hash.data());
}

bool verifyPassword(const QString &hash, QString password)
{
    const Secret secret(password);
    const QByteArray text = hash.toLatin1();
    return sodiumReady() && crypto_pwhash_str_verify(text.constData(), secret.data(), secret.size()) == 0;
}

} // namespace movr

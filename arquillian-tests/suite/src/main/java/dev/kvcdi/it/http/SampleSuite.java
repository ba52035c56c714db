package dev.kvcdi.it.http;

/** All that the sample does, on whatever it runs. */
interface SampleSuite
        extends AnswersHttp,
                PersonHttp,
                UserHttp,
                ConditionalHttp,
                KvHttp,
                KeysHttp,
                ExpiryHttp,
                StoresHttp,
                EventsHttp,
                ProblemHttp,
                LimitsHttp,
                DescriptionHttp,
                ClientHttp,
                FileHttp {}
